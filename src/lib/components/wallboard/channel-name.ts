/** Where pages have always found it. */
export { KNOWN_CHANNELS, channelName } from '#lib/i18n/channel-name.ts';
