/** English of contact centres: what customers write when something fails, and when it was put right. */
import type { WeightedWords } from '../lexicon.ts';

export const EN_SERVICE: WeightedWords = [
	[
		4,
		`above and beyond, amazing service, best customer service, customer for life, excellent service,
		excellent support, fantastic service, great service, great support, really satisfied, very satisfied,
		will buy again, will recommend, would buy again, would recommend`
	],
	[
		3,
		`all fine, all good, all set, all sorted, arrived early, back to normal, fast delivery, fast reply,
		fast response, fixed, fixed it, free of charge, good service, good support, hassle free, helped a lot,
		helped me, helped me a lot, issue resolved, life saver, lifesaver, never failed, never fails,
		never had a problem, never let me down, no charge, no complaints, no delays, no errors, no extra cost,
		no hassle, no issue, no issues, no problem, no problem at all, no problems, no trouble, nothing to complain,
		problem solved, quick delivery, quick reply, quick response, really helpful, resolved, saved my day,
		saved the day, so helpful, solved, solved my problem, sorted, sorted out, super fast, super helpful,
		super quick, very fast, very helpful, very kind, very patient, very polite, very professional, very quick,
		without a hitch, without a problem, without any issue*, without any problem*, without issues,
		without problems, working again, working fine, working now, works fine, works great, works like a charm,
		works perfectly, works well, zero issues`
	],
	[
		2,
		`attentive, cannot fault, can't complain, can't fault, can't get enough, can't go wrong, clear explanation,
		couldn't ask for a better, couldn't ask for better, couldn't ask for more, courteous, discount*,
		don't regret, don't worry, effective*, efficiency, efficient*, fast, faster, help a lot, helped, in time,
		isn't bad, knowledgeable, makes sense, never mind, no regrets, no worries, not bad, not bad at all,
		not disappointed, not so bad, not terrible, not too bad, nothing but good, nothing but praise, on time,
		painless, patient, professional, prompt*, promptly, quick, quickly, refund received, refunded, reimbursed,
		reliable, responsive, saved me, seamless*, understanding, wasn't bad, wasn't too bad`
	],
	[1, `activated, clear, clearly explained, confirmed, delivered, received, works`],
	[0.5, `working`],
	[-0.5, `again, asap, immediately`],
	[
		-1,
		`anyone there, blocked, blocking, can somebody, can someone, cancel, cancellation, charge, charged, charges,
		charging, fee, fees, for days, for hours, for months, for weeks, how long, how many times, interrupt*,
		is anybody, keep getting, keeps getting, keeps saying, lag, lagging, laggy, on hold, outage, outages,
		overdue, penalty, pending, refund, refunds, return, returns, since last week, still no, still not,
		still waiting, urgent*, when will, yet again`
	],
	[
		-2,
		`attorney, avoid, bad attitude, bad customer service, bad experience, bad quality, bad service, bbb,
		been waiting, better business bureau, broken promise*, cancel my, cannot access, cannot log in, cannot reach,
		cannot use, can't access, can't get through, can't log in, can't login, can't pay, can't reach, can't use,
		careless, charged extra, close my account, clueless, court, cracked, cut off, cuts off, damaged, defect*,
		defective, demand a, did not arrive, did not order, did not receive, didn't answer, didn't arrive,
		didn't help, didn't order, didn't receive, disconnected, disorganis*, disorganiz*, dissatisf*,
		do not recommend, does not work, doesn't answer, doesn't help, doesn't work, don't answer, don't recommend,
		don't work, dropped call, drops out, expensive, false advertising, fifth time, file a complaint,
		formal complaint, fourth time, freezes, from department to department, frozen, getting nowhere,
		going elsewhere, going in circles, going to a competitor, going to cancel, hang up, hangs up,
		has not arrived, hasn't arrived, have not received, haven't received, hidden charge*, hidden fee*,
		hours waiting, hundredth time, hung up, hung up on, i demand, inaccurate, incompetence, incompetent,
		incomplete, incorrect*, inefficient, isn't working, keep waiting, keeps crashing, keeps cutting,
		keeps disconnecting, keeps dropping, kept me waiting, kept waiting, lawyer*, legal action, make a complaint,
		many times, misleading, misled, money back, my money back, never again, never answer*, never arrived,
		never buying, never called, never received, never replied, never responded, never using, no answer,
		no connection, no dial tone, no explanation, no help, no internet, no line, no longer work*, no notice,
		no one answered, no one answers, no one called, no one calls, no one cares, no one helped, no one helps,
		no one knows, no one picks up, no one replies, no one responds, no power, no reply, no response, no service,
		no signal, no solution, no warning, no water, nobody answered, nobody answers, nobody called, nobody cares,
		nobody helped, nobody helps, nobody knows, nobody picks up, nobody replies, nobody responds, not acceptable,
		not answering, not arrived, not as described, not authorised, not authorized, not connecting, not delivered,
		not helpful, not loading, not received, not refunded, not resolved, not satisfied, not solved,
		not what i ordered, not working, nothing changed, nothing happens, nothing has changed, nothing works,
		ombudsman, over and over, over charged, overcharg*, overpriced, passed around, poor customer service,
		poor quality, poor service, price hike, price increase, promised and, rip off, ripoff, ripped off,
		run around, runaround, same problem, several times, small print, stay away, still the same, stopped working,
		sue, suing, switch provider*, switching provider*, switching to, taking my business elsewhere, the runaround,
		third time, trading standards, transferred again, transferred me, umpteenth time, unable to, unauthorised,
		unauthorized, unhelpful, unprofessional, unreliable, unresolved, unsatisf*, unsolved, waited, waiting for,
		want my money, want to cancel, waste of money, waste of time, wasting my time, will cancel, won't connect,
		won't load, won't open, won't start, won't turn on, won't work, would not recommend, wouldn't recommend,
		wrong address, wrong amount, wrong item, wrong order, wrong product, wrong size`
	],
	[
		-3,
		`a disgrace, absolute joke, absolutely useless, an absolute disgrace, appalling service, are a joke,
		awful service, been scammed, billed me twice, billed twice, charged double, charged me twice, charged twice,
		charging me twice, complete joke, complete waste, completely useless, daylight robbery, disgusting service,
		double charged, got scammed, horrible service, is a joke, keep charging me, keeps charging me,
		lack of respect, lied to, lied to me, no respect, shambles, shocking service, still charging me,
		terrible customer service, terrible service, total waste, treated like, utter shambles, utterly useless,
		what a joke, worst company, worst customer service, worst service`
	]
];
