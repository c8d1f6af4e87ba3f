/** Emoji and emoticons: the same in all three languages. */

/** Weight and the emoji that have it; skin tones and variations are left out when they are looked up. */
export const EMOJI: readonly (readonly [weight: number, emoji: string])[] = [
	[
		3,
		'❤ ♥ 💕 💖 💗 💓 💞 💘 💝 💟 💙 💚 💛 💜 🧡 🖤 🤍 🤎 😍 🥰 😻 🤩 🥳 🎉 🎊 🏆 💯 🌟 💐 👏 🙌 😇 ❣'
	],
	[
		2,
		'😀 😃 😄 😁 😆 😊 🙂 😉 😋 😎 🤗 ☺ 😙 😚 😗 😽 😸 😺 👍 👌 🤝 💪 🔥 ✨ ⭐ 🎈 🎁 🎂 🌹 🌸 🌺 🌷 🌻 🌼 🌈 ☀ 🌞 😌 🤤 💃 🕺 🙏 ✌ 🤞 🤟 🤘 👑 💎 🥇 🥂 🍻 🍾 ✅ 🆗 🐶 🐱 😏 😜 😝 😛 🤪 💋 👯 👫 👭'
	],
	[1, '😂 😹 😅 🙈 🙊 🙉 👋 🚀 💥 ⚽ 🏃 ☕'],
	[0.5, '🤣 🎶 🎵 🙃'],
	[-1, '😐 😑 😶 🤔 😕 🙄 😬 😓 😪 😴 🤨 🤷 🤦 🥱 😷 ⏳ ⌛ ❓ ❔'],
	[
		-2,
		'🙁 ☹ 😟 😞 😔 😣 😖 😫 😩 😥 😢 😰 😨 😧 😦 😳 🥺 😿 🙀 👎 ❌ ⚠ 🆘 🤒 🤕 🤢 🤐 😒 ❗ 🚫 ☠ 💀 🔪 💊'
	],
	[-3, '😭 😠 😡 🤬 😤 👿 😾 💔 🤮 💩 🖕 🤡 😈']
];

export const EMOTICONS: readonly (readonly [weight: number, emoticons: string])[] = [
	[3, '<3 :D :-D =D :*) :* :-* ;* <33 <333'],
	[2, ":) :-) =) ;) ;-) :] (: (; :3 ^^ ^_^ :P :-P :p ;P ;p =P :))  :)))  :')"],
	[-1, ':/ :-/ :\\ :-\\ :S :s :| :-| -_- ._. :o :O'],
	[-2, ':( :-( =( :(( :((( :[ ;( :@ >:( >:-('],
	[-3, ":'( :’( :,( ;_; </3"]
];
