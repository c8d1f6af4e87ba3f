/** English of everyday use: words by weight. For the marks see ../lexicon.ts. */
import type { WeightedWords } from '../lexicon.ts';

export const EN_GENERAL: WeightedWords = [
	[
		4,
		`5 stars, ador*, adorable, adore*, amazed, amazing*, awesome*, beautiful*, best, best ever, blessed,
		brilliant*, can not wait, cannot wait, could not be happier, couldn't be better, couldn't be happier,
		delight*, delighted, ecstatic, epic, excellent*, exceptional*, extraordinar*, fabulous*, fantastic*,
		five stars, flawless*, genius, gorgeous*, greatest, happiest, happily, happiness, happy, in love, incredible,
		incredibly good, legend, legendary, legends, love love, loved, loves, lovin, loving, luv, magnificent*,
		marvel*, masterpiece, mind blowing, mindblowing, outstanding*, over the moon, overjoyed, perfect, perfection,
		perfectly, phenomenal, second to none, so excited, spectacular, stunning*, superb*, the bomb, thrilled,
		top notch, unforgettable, wonderful*, yesss`
	],
	[3.5, `can't wait, excited, grateful, love, the best`],
	[
		3,
		`appreciat*, badass, best of luck, bff, bravo, champion, champions, charm*, charming, cheerful, cheers,
		classy, congrat*, congratulations, cute, cutest, cutie*, dope, dream come true, dreams come true, elegant,
		enjoy, enjoyable, enjoyed, enjoying, enjoys, excite*, excitement, exciting, fav, fave, faves, favorite*,
		favourite*, favs, feel better, feel good, feeling better, feeling good, feels good, fire emoji, fuck yeah,
		fuck yes, fun, funniest, funny, gifted, glad, gladly, glorious, glory, goat, good, good day, good job,
		good luck, good time, good times, good work, gratitude, great, great day, great job, great time, greatly,
		handsome, happy birthday, heaven*, hell yeah, hell yes, hero, heroes, heroic, highly recommend, hilarious,
		hooray, hot af, hugs, hurray, hyped, impress*, inspir*, joy*, killed it, killing it, king of, kudos, laugh*,
		lmao good, look forward, looking forward, looks good, looks great, loveliest, lovely, magic, magical,
		merry christmas, much better, must read, must see, must watch, nailed it, nice work, on fleek, on point,
		paradise, pleasant*, pleased, pleasure, pretty good, props, proud, proudly, psyched, pumped, pumped up,
		queen, rad, really enjoyed, really good, recommend*, relief, relieved, rock on, rocked, rocks, satisf*, sexy,
		sick beats, slay*, smile, smiled, smiles, smiling, so cute, so fun, so good, so great, so happy, so much fun,
		so pretty, so proud, sounds good, sounds great, stellar, stoked, stylish, succeed*, success*, sweet,
		sweetest, sweetheart, talent, talented, thank, thankful, thankyou, thx, tnx, treasure*, triumph*, ty,
		very good, very nice, way better, well done, winner*, winning, wins, woah, won, woo, woohoo, woot, worth it,
		worthwhile, wow, wowed, xoxo, xx, yaass, yas, yass, yasss, yay, yayy, yes please`
	],
	[2.5, `bless, interesting, pride, thank you, thanks, welcome`],
	[
		2,
		`agree, agreed, amen, at last, award*, banger, beach, better, big fan, blast, blessing*, bonus, brave, bright,
		calm, chill, chillin, chilling, classic, clean, clever, comfortable, comfy, congrats, cool, coolest, cozy,
		creative, cuddle*, cuddles, delicious, deserve*, deserved, easier, easily, easy, entertain*, faith, fan of,
		fascinat*, fine, fortunate*, fresh, friendly, generous, gentle, gift, gifts, god bless, gold, golden,
		healthy, heart, hearts, heartwarming, helpful, holiday, honest, hopeful, hopefully, hopes, hug, huge fan,
		i like, iconic, improve*, improvement, improving, insane good, jam, jams, kind, kindly, kindness, kiss,
		kisses, liked, likes it, loyal, luck, luckily, miss u, miss you, missing you, nicely, nicer, nicest, ok good,
		optimis*, partying, patient with, peace, peaceful, polite, positiv*, positive, prayers answered, present for,
		prettier, promising, pumped for, relax*, respect, respectful, reward*, romance, romantic, safe, shine,
		shining, smart, smooth*, solid, sparkl*, strong, stronger, strongest, summer, sunny, sunshine, support,
		supporting, supportive, swag, tasty, tonight gonna be, trust, tune, unreal, useful, vacation, vibes, victor*,
		wicked, win win, wise, wish you, wishing you, worthy, yea, yeah, yep, yum*, yummy, yup`
	],
	[
		1.5,
		`birthday, celebrat*, crush, finally, friend, friends, lucky, nice, pretty, ready, ready for, special, truth,
		weekend, win, yes`
	],
	[
		1,
		`cant believe how good, concert, don't miss, exclusive, fans, free, game day, ha, hahaha, hahahaha, hehe,
		hope, join, lets go, live, lmao, lmfao, okay, party, rofl, see you, shout out, shoutout, stay tuned,
		together, tune in, watching`
	],
	[
		0.5,
		`big, friday, good afternoon, good evening, good morning, hello, interested, new, ok, sun, sure,
		tomorrow night, well, wish`
	],
	[-0.5, `cmon, crazy, monday, no one, wait`],
	[-0.7, `no, without`],
	[
		-1,
		`against, ain't, alleged*, aren't, awkward, ban, banned, banning, barely, blame*, cannot, claim*, cold,
		complicat*, couldn't, cry for, difficult*, doesn't, don't, doubt*, enough, even though, exam, exams, excuse*,
		finals, hard, harder, hardly, hasn't, haven't, hmph, homework, hungry, instead of, isn't, lack*, meh, miss,
		missed, misses, mondays, never, nobody, noone, not, nothing, odd, poor, poorly, rain, rainy, refus*, reject*,
		should have, shouldn't, should've, sigh, sleepy, slow, slower, slowly, so called, stop, stopped, strange,
		tired, ugh, unless, used to, waiting, wasn't, weird, wouldn't`
	],
	[
		-1.5,
		`can't, did not come, did not show up, didn't, didn't come, didn't show up, issues, late, locked out, lose,
		missing, never came, never showed up, no show, put up the price*, why, without any notice, without notice,
		without warning, won't`
	],
	[
		-2,
		`abandon*, absurd*, abuse*, abusive, accident*, accus*, ache*, afraid, alone, anger, angry, annoy*, annoying,
		anxiety, anxious, apolog*, arrest*, arrogan*, ashamed, asshole*, bad, badly, bankrupt*, bastard*, bigot*,
		bitch*, bleed*, blood, bomb, bombing, bombs, bore, bored, boredom, boring, bother*, breaks down, breakup,
		broke, broke up, broken, broken heart, bs, bullied, bullshit, bully*, burn*, canceled, cheat*, cheater*,
		clown*, collapse*, complain*, complaint*, condemn*, conflict*, controvers*, corrupt*, cough, crap*, crappy,
		crash*, crazy people, creep, creepy, cried, cries, crime*, criminal*, cringe*, crisis, critici*, cry, crying,
		cunt, damage*, dammit, damn, damnit, danger*, dead, death*, debt, defeat*, denied, denies, deny, desperate*,
		destroy*, destruct*, dick, dickhead, die, dies, dirty, disappoint*, disaster*, disgrace*, divorce*,
		done with, doom*, douche*, dull, dumb, dumber, dumbest, dying, embarrass*, envy, error*, exhaust*, extremis*,
		fail, failed, failing, fails, failure*, fake, fault, faulty, fck, fear*, fed up, fever, ffs, filthy, fired,
		flu, fml, fool*, foolish, fraud*, fucked, fucker*, fuckin, fucking, furious, get over it, go away, gross,
		gtfo, guilt, guilty, gun, had enough, hate it, headache*, heartbreak*, heartbroken, heck no, hell, helpless,
		homophob*, hopeless, hospital, hurt*, hypocri*, idiot*, ignorance, ignorant, ignore*, ignoring, illegal*,
		illness, inequality, injur*, injury, injustice, insane, irritat*, issue, jail, jealous*, joke of, kill,
		killed, killer*, killing, kills, lame, let down, let me down, letdown, liar*, lie, lied, lies, loneliness,
		lonely, loser*, loses, losing, loss, losses, lost, lying, mad, mean girl, meaningless, miser*, mistake*,
		moron*, murder*, nasty, nazi*, neglect*, nervous, nightmare*, no fun, no good, no way, nonsense, not cool,
		not fair, not funny, not good, not great, not happy, outrage*, overrated, pain*, painful, panic*, piss*,
		pissed, pissed off, pointless, poison*, postpone*, poverty, prick, prison, problem*, protest*, rage, rape*,
		rapist, regret*, ridiculous*, riot*, risk*, robbed, robbery, rude, sadder, saddest, sadly, sadness, scam*,
		scare*, scared, scary, screw*, screwed, selfish, sexis*, shame*, shitty, shoot*, shooting, shut up, sick,
		sick of, sickness, silly, sinking, smell*, smh, sob, sobbing, sorry, steal*, stfu, stink*, stole, stolen,
		stress*, struggle*, suck, sucked, suffer*, suicid*, sux, tears, terrif*, terror*, terrorist*, thief, thieves,
		threat*, tired of, toxic, tragedy, tragic, troll*, trouble*, ugliest, ugly, unemploy*, unfair, unfortunate*,
		unfortunately, unhappy, unjust*, upset*, useless, victim*, violen*, war, wars, waste*, wasted, weak, weaker,
		weep*, worried, worries, worry, worrying, worsen*, worthless, wound*, wrong, wrongly, wth`
	],
	[
		-2.5,
		`attack*, cancelled, dangerous, delay*, frustrat*, fuck, racis*, ruin*, shit, stupid*, sucks, worse, wtf`
	],
	[
		-3,
		`abysmal, appalling, atrocious, awful*, brutal*, can't stand, catastroph*, cruel*, depress*, depressed,
		depressing, despicable, despis*, detest*, devastat*, died, disgraceful, disgust*, dreadful*, evil, fuck off,
		fuck this, fuck you, full of shit, garbage, go to hell, hate, hated, hateful, haters, hates, hating, hatred,
		horrendous, horrible*, horrid, horrif*, how dare, inexcusable, intolerable, loathe*, makes me sick,
		miserable, no excuse, not ok, not okay, pathetic*, piece of shit, really bad, repulsive, revolting, rubbish,
		sad, scum, scumbag*, sick to my stomach, so angry, so annoying, so bad, so mad, so sad, so stupid,
		so tired of, terrible*, terribly, the worst, too bad, trash, trash talk, unacceptable, unbelievable bad,
		very bad, vile, worst, worst ever`
	]
];
