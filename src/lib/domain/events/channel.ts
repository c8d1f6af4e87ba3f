/** How producers may write a channel. Which of them have names of ours is said where they are shown. */
export const CHANNEL_PATTERN = '^[a-z][a-z0-9_-]{0,39}$';
