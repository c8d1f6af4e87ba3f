export const regulation = {
	'regulation.title': 'Regulation',
	'regulation.intro':
		'What the Spanish Ley 10/2025 asks of customer services: what a complaint is, and within how many working days it must be resolved.',
	'regulation.saved':
		'Saved. From now on the figures of all periods follow these topics, terms and calendars.',
	'regulation.refused': 'Nothing was saved. Correct the fields that are marked.',
	'regulation.complaints': 'Complaints',
	'regulation.complaintsText':
		'An inbound contact is a complaint when its latest topic is on one of these lists. It is resolved when the contact ends and nobody marks it unresolved.',
	'regulation.complaintTopics': 'Topics of complaints',
	'regulation.undueChargeTopics': 'Topics of undue charges',
	'regulation.topicsHint': 'One a line, as events name them; capitals do not matter.',
	'regulation.undueChargeTopicsHint':
		'They are complaints too, with the short term. A topic on both lists has it.',
	'regulation.complaintDays': 'Working days to resolve a complaint',
	'regulation.complaintDaysHint': 'The law gives 15, counted from the day after it came.',
	'regulation.undueChargeDays': 'Working days for an undue charge',
	'regulation.undueChargeDaysHint': 'The law gives 5.',
	'regulation.calendars': 'Working calendar',
	'regulation.calendarsText': 'Saturdays, Sundays and holidays are no working days.',
	'regulation.regionLabel': 'Label with the region of the customer',
	'regulation.regionLabelHint':
		'The key of “labels” in events. Without it, or with a value that is not below, the common calendar counts.',
	'regulation.hasSpanishDays': 'National holidays of Spain, every year',
	'regulation.hasSpanishDaysHint':
		'1 and 6 January, Good Friday, 1 May, 15 August, 12 October, 1 November, 6, 8 and 25 December.',
	'regulation.allDays': 'Other holidays of all regions',
	'regulation.days': 'Own holidays',
	'regulation.daysHint':
		'One a line: 05-02 Community day for every year, 2026-04-02 Maundy Thursday for one year only.',
	'regulation.regions': 'Regions',
	'regulation.regionsText':
		'Each region comes with the holiday it keeps every year. Add those that are published for each year, such as Maundy Thursday or what is moved to a Monday.',
	'regulation.region.add': 'Add a region',
	'regulation.region.days': { one: '{n} own holiday', other: '{n} own holidays' },
	'regulation.region.code': 'Value of the label',
	'regulation.region.codeHint':
		'Such as ES-MD. A region without a value, a name and holidays is taken away when you save.',
	'regulation.region.name': 'Name',
	'regulation.region.zone': 'Time zone',
	'regulation.region.zoneHint': 'Such as Atlantic/Canary; left empty, that of the installation.',
	'regulation.fault.topics': 'At most {most} topics of up to {longest} characters.',
	'regulation.fault.label': 'Write the key of the label, of up to {most} characters.',
	'regulation.fault.term': 'Write a whole number of days from 1 to {most}.',
	'regulation.fault.holiday':
		'“{text}” is no day. Write 05-02 or 2026-04-02 and, if you like, a name after it.',
	'regulation.fault.days': 'At most {most} holidays in a list.',
	'regulation.fault.code': 'Write the value the label has, of up to {most} characters.',
	'regulation.fault.twice': '“{text}” is another region already.',
	'regulation.fault.zone': '“{text}” is no time zone. Write one such as Europe/Madrid.',
	'regulation.fault.regions': 'At most {most} regions.',
	'regulation.open.title': 'Open complaints',
	'regulation.open.intro':
		'Those nobody has resolved, with the last day the law gives them: {days} working days of their region, {undue} for undue charges. Overdue ones first.',
	'regulation.open.unavailable': 'The database does not answer. Try again in a moment.',
	'regulation.open.notSet':
		'No topic is marked as a complaint: an administrator names them under Regulation.',
	'regulation.open.nothing': 'There are no open complaints.',
	'regulation.open.sum':
		'{total} open: {overdue} overdue and {urgent} due within three working days.',
	'regulation.open.isMore': 'More than 5000 are open: those due first are counted.',
	'regulation.open.ages': 'Age',
	'regulation.open.list': 'One by one',
	'regulation.open.shown': 'The {n} due first are shown, of {total}.',
	'regulation.open.due': 'Last day',
	'regulation.open.state': 'Term',
	'regulation.open.contact': 'Contact',
	'regulation.open.kind': 'Kind',
	'regulation.open.received': 'Received',
	'regulation.open.age': 'Working days',
	'regulation.open.region': 'Calendar',
	'regulation.open.complaint': 'Complaint',
	'regulation.open.undueCharge': 'Undue charge',
	'regulation.open.common': 'common',
	'regulation.open.open': 'Open',
	'regulation.open.overdue': 'Overdue',
	'regulation.open.bar': 'Bar',
	'regulation.open.band': '{from} to {to}',
	'regulation.open.bandFrom': '{from} or more',
	'regulation.open.link': 'See the open complaints',
	'regulation.open.state.overdue': {
		one: '{n} working day overdue',
		other: '{n} working days overdue'
	},
	'regulation.open.state.overdueNow': 'overdue',
	'regulation.open.state.left': { one: '{n} working day left', other: '{n} working days left' },
	'regulation.open.state.today': 'due today',
	'regulation.open.state.none': 'no term'
} as const;
