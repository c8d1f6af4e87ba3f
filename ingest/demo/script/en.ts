import type { Lines } from './lines.ts';

export const ENGLISH: Lines = {
	opening: {
		plan: {
			calm: ['Hi, I would like a mobile plan with more data.'],
			upset: ['I asked for a plan change a month ago and nobody listens.']
		},
		signup: {
			calm: ['Hello, I want to sign up for fibre in my new flat.'],
			upset: ['I signed up two weeks ago and still have no installation.']
		},
		porting: {
			calm: ['I want to bring my number from another company.'],
			upset: ['The porting failed and now I have no line. Unacceptable.']
		},
		offer: {
			calm: ['I saw the fibre and mobile offer, could you explain it?'],
			upset: ['The offer you advertise is not what I was charged. I feel cheated.']
		},
		slow: {
			calm: ['Hi, the internet has been a bit slow since yesterday.'],
			upset: ['The internet is terrible, I cannot work like this.']
		},
		router: {
			calm: ['How do I change the wifi password?'],
			upset: ['The router you sent does not work, what a waste of time.']
		},
		tv: {
			calm: ['I cannot find the sports channel.'],
			upset: ['The TV freezes in every match, it is hopeless.']
		},
		bill: {
			calm: ['I got a bill of {amount} € and would like to understand it.'],
			upset: ['{amount} € this month? This is robbery!']
		},
		doubleCharge: {
			calm: ['I think I was charged twice, could you check?'],
			upset: ['You charged me twice and nobody gives the money back.']
		},
		complaint: {
			calm: ['I would like to make a formal complaint about last week.'],
			upset: ['I want a written answer to my complaint, I have been waiting for days.']
		},
		directDebit: {
			calm: ['I would like to change the account for my direct debit.'],
			upset: ['I changed my account and you charged the old one. What a mess.']
		},
		cancel: {
			calm: ['I am moving abroad and need to cancel the line.'],
			upset: ['Cancel my contract now, I cannot stand this service any more.']
		},
		outage: {
			calm: ['Hi, we have had no internet for a while, is there an outage?'],
			upset: ['{hour} hours without service and nobody says anything.']
		},
		dropouts: {
			calm: ['The connection drops now and then, could you have a look?'],
			upset: ['It drops every ten minutes, nothing works.']
		},
		technician: {
			calm: ['I would like to confirm the time of the engineer visit.'],
			upset: ['The engineer never came and I lost the whole morning.']
		}
	},
	reply: {
		pleased: ['Perfect, thank you so much.', 'Great, that helps a lot.', 'That was quick, thanks!'],
		neutral: [
			'OK, I will wait.',
			'Yes, the contract is in my name.',
			'The contract number is {number}.',
			'I restarted it, still the same.'
		],
		upset: [
			'They told me that last time and it did not help.',
			'Really bad service.',
			'I am still waiting for a solution.'
		]
	},
	farewell: {
		settled: ['Sorted, thanks for your help.', 'It works now. Excellent service.'],
		open: ['Fine, I will keep waiting.', 'You have not solved anything, I will complain.']
	},
	bot: {
		greeting: ['Hi, I am the Brisalia assistant. How can I help?'],
		queued: ['Thank you. I am passing you to a colleague.']
	},
	agent: {
		greeting: ['Hello, this is {name}. Let us have a look.'],
		sorry: ['Hello, this is {name}. I am sorry about this, we will fix it.'],
		question: [
			'Could you confirm your contract number?',
			'When did it start?',
			'Have you restarted the router?'
		],
		working: ['One moment, I am checking.', 'I am testing your line.'],
		settled: ['Done. Your reference is {number}.', 'It is fixed, could you check?'],
		open: ['I have escalated it with reference {number}; they will call you.']
	},
	letter: {
		settled: ['Hello, this is {name}. Your case is settled, reference {number}.'],
		open: ['Hello, this is {name}. We passed your case on, reference {number}.']
	},
	comment: {
		good: ['Very kind and fast.', 'Solved the first time.'],
		poor: ['Too long a wait.', 'I still have the problem.']
	},
	mention: {
		pleased: ['Very happy with Brisalia, installed within a day.'],
		neutral: ['Anyone on Brisalia fibre here? How is it?'],
		upset: ['Brisalia charged me twice and nobody answers.']
	},
	incident: ['Anyone else without internet on Brisalia?', 'Brisalia is down again. Awful.'],
	rival: ['Tornafón raised its prices without notice.']
};
