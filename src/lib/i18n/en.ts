import { auditWords } from './parts/audit.en.ts';
import { administration } from './parts/administration.en.ts';
import { privacy } from './parts/privacy.en.ts';
import { history } from './parts/history.en.ts';
import { passport } from './parts/passport.en.ts';
import { workforce } from './parts/workforce.en.ts';
import { alerts } from './parts/alerts.en.ts';
import { sentiment } from './parts/sentiment.en.ts';
import { surveys } from './parts/surveys.en.ts';
import { outlook } from './parts/outlook.en.ts';
import { wallQuality } from './parts/wall-quality.en.ts';
import { movement } from './parts/movement.en.ts';
import { scorecard } from './parts/scorecard.en.ts';
import { scorecardEdit } from './parts/scorecard-edit.en.ts';
import { figures } from './parts/figures.en.ts';
import { money } from './parts/money.en.ts';
import { strategy } from './parts/strategy.en.ts';
import { units } from './parts/units.en.ts';
import { reports } from './parts/reports.en.ts';
import { regulation } from './parts/regulation.en.ts';
import { recordings } from './parts/recordings.en.ts';
import { coaching } from './parts/coaching.en.ts';
import { fairness } from './parts/fairness.en.ts';
import { calibration } from './parts/calibration.en.ts';
import { review } from './parts/review.en.ts';
import { evaluation } from './parts/evaluation.en.ts';
import { sampling } from './parts/sampling.en.ts';
import { forms } from './parts/forms.en.ts';
import { quality } from './parts/quality.en.ts';
import { records } from './parts/records.en.ts';
import { screens } from './parts/screens.en.ts';
import { shell } from './parts/shell.en.ts';
import { signIn } from './parts/sign-in.en.ts';

/** The source of all messages; the other languages are checked against it. Names of metrics are in the metric catalogue. */
export const en = {
	...administration,
	...auditWords,
	...privacy,
	...history,
	...passport,
	...workforce,
	...alerts,
	...sentiment,
	...surveys,
	...outlook,
	...wallQuality,
	...movement,
	...scorecard,
	...scorecardEdit,
	...figures,
	...money,
	...strategy,
	...units,
	...reports,
	...regulation,
	...recordings,
	...coaching,
	...fairness,
	...calibration,
	...review,
	...evaluation,
	...sampling,
	...forms,
	...quality,
	...records,
	...screens,
	...shell,
	...signIn,
	'app.name': 'Atalaya',
	'app.boards': 'Boards',

	'status.good': 'Good',
	'status.warn': 'Warning',
	'status.bad': 'Critical',
	'status.none': 'No limit set',

	'window.15m': 'last 15 min',
	'window.30m': 'last 30 min',
	'window.60m': 'last 60 min',
	'window.today': 'today',
	'window.short.15m': '15 min',
	'window.short.30m': '30 min',
	'window.short.60m': '60 min',
	'window.short.today': 'today',
	'window.now': 'now',
	'window.trend': 'last 4 h',

	'tile.queues': 'Queues',
	'tile.agents': 'Agents',
	'tile.of': '{part} of {whole}',
	'tile.sample': { one: '{n} contact', other: '{n} contacts' },
	'tile.noBase': 'no contacts yet',
	'tile.nobody': 'nobody is waiting',
	'tile.afterSave': 'The numbers come when you save',

	'queues.queue': 'Queue',
	'queues.waiting': 'Waiting',
	'queues.longest': 'Longest wait',
	'queues.serviceLevel': 'Service level',
	'queues.answered': 'Answered',
	'queues.abandoned': 'Abandoned',
	'queues.aht': 'AHT',
	'queues.atRisk': '{n} beyond the threshold',
	'queues.page': 'page {page} of {pages}',
	'queues.elsewhere': {
		one: '{n} critical queue on another page',
		other: '{n} critical queues on other pages'
	},
	'queues.count': { one: '{n} queue', other: '{n} queues' },

	'agents.total': { one: '{n} agent', other: '{n} agents' },
	'agents.empty': 'No agent has signed in yet.',
	'agents.others': 'Others',
	'agents.few': 'fewer than {n}',
	'agents.available': 'Available',
	'agents.handling': 'In contact',
	'agents.wrapping': 'After-contact work',
	'agents.break': 'Break',
	'agents.meal': 'Meal',
	'agents.meeting': 'Meeting',
	'agents.training': 'Training',
	'agents.coaching': 'Coaching',
	'agents.backoffice': 'Back office',
	'agents.absent': 'Absent',
	'agents.offline': 'Signed out',

	'channel.voice': 'Voice',
	'channel.video': 'Video',
	'channel.callback': 'Call-back',
	'channel.chat': 'Chat',
	'channel.whatsapp': 'WhatsApp',
	'channel.sms': 'SMS',
	'channel.social': 'Social media',
	'channel.email': 'E-mail',

	'trend.empty': 'The line begins with the first full quarter of an hour.',
	'trend.summary': '{metric}, last 4 hours',
	'trend.range': 'between {least} and {most}',
	'trend.scale': 'Scale {least}–{most}',
	'trend.target': 'Target',

	'fresh.connecting': 'Connecting…',
	'fresh.live': 'Live',
	'fresh.waiting': 'Waiting for the first data',
	'fresh.late': 'Data from {age} ago',
	'fresh.lateSpoken': 'The data is late',
	'fresh.dead': 'No new data for {age}',
	'fresh.deadLong': 'The last known values are shown. The screen reconnects by itself.',
	'fresh.gone': 'This board was deleted',
	'fresh.refused': 'The server refuses this screen',

	'wall.controls': 'Controls of the screen',
	'wall.fullScreen': 'Full screen',
	'wall.sound': 'Sound',
	'wall.soundOn': 'Sound on',
	'wall.soundOff': 'Sound off',
	'wall.theme': 'Theme',
	'wall.theme.dark': 'Dark',
	'wall.theme.light': 'Light',
	'wall.theme.auto': 'As the device',
	'wall.language': 'Language',
	'wall.edit': 'Edit',
	'wall.pause': 'Pause pages',
	'wall.resume': 'Resume pages',
	'wall.boards': 'All boards',
	'wall.keys': 'Keys: F full screen · M sound · T theme · L language · P pages · E edit',

	'empty.board.title': 'This board has no tiles yet',
	'empty.board.text':
		'Add numbers, queues, agents and trends in the editor; this screen follows at once.',
	'empty.board.action': 'Add tiles',
	'empty.queues.title': 'Waiting for the first contact',
	'empty.queues.text':
		'Nothing has been received yet. Send an event from your telephone system, or this one to try it. Put the token that the server printed when it started in place of TOKEN:',

	'home.title': 'Wallboards',
	'home.intro': 'Open a board on the screen of the floor; it keeps itself up to date.',
	'home.open': 'Open',
	'home.edit': 'Edit',
	'home.duplicate': 'Duplicate',
	'home.copyLink': 'Copy link',
	'home.copied': 'Link copied',
	'home.delete': 'Delete',
	'home.deleteAsk': 'Delete “{name}”? Screens that show it lose it.',
	'home.deleteYes': 'Delete it',
	'ask.cancel': 'Cancel',
	'home.new': 'New board',
	'home.newName': 'Name',
	'home.create': 'Create',
	'home.rotate': 'All boards in turn',
	'home.none': 'There are no boards yet. Create the first one.',
	'home.tiles': { one: '{n} tile', other: '{n} tiles' },
	'home.copyOf': '{name} (copy)',
	'home.nameMissing': 'Give the board a name of 1 to 80 characters.',

	'edit.title': 'Edit {name}',
	'edit.board': 'Board',
	'edit.name': 'Name',
	'edit.zone': 'Time zone of “today”',
	'edit.zoneHint': 'Empty: that of the server. For example Europe/Madrid.',
	'edit.owner': 'Team',
	'edit.owner.company': 'Whole company',
	'edit.ownerHint':
		'Whoever belongs to it, or to a team above or below it, may see the board with the own queues and agents.',
	'edit.showsAgents': 'Screens may show names of agents',
	'edit.showsAgentsHint':
		'Only for groups of five people or more. Otherwise a screen shows how many there are, not who.',
	'edit.tiles': 'Tiles',
	'edit.preview': 'Preview',
	'edit.previewHint':
		'Arrow keys move the chosen tile, with Shift they resize it, Delete removes it. Or drag it.',
	'edit.add': 'Add a tile',
	'edit.add.number': 'Number',
	'edit.add.queues': 'Queue table',
	'edit.add.agents': 'Agents',
	'edit.add.trend': 'Trend',
	'edit.full': 'A board holds {n} tiles at most.',
	'edit.earlier': 'Move earlier',
	'edit.later': 'Move later',
	'edit.remove': 'Remove',
	'edit.chosen': 'Chosen tile',
	'edit.chooseOne': 'Choose a tile to change it.',
	'edit.tileTitle': 'Title',
	'edit.tileTitleHint': 'Empty: the name of what it shows.',
	'edit.metric': 'Metric',
	'edit.window': 'Period',
	'edit.width': 'Width (columns of 12)',
	'edit.height': 'Height (rows)',
	'edit.queues': 'Queues',
	'edit.queuesHint': 'None ticked: all.',
	'edit.teams': 'Teams',
	'edit.noQueues': 'No queue is known yet.',
	'edit.noTeams': 'No team is known yet.',
	'edit.bands': 'Limits',
	'edit.warnAbove': 'Warning above',
	'edit.warnBelow': 'Warning below',
	'edit.badAbove': 'Critical above',
	'edit.badBelow': 'Critical below',
	'edit.unit.ratio': '%',
	'edit.unit.duration': 'seconds',
	'edit.unit.count': 'number',
	'edit.unit.balance': 'points',
	'edit.unit.score': 'on its scale',
	'edit.undo': 'Undo',
	'edit.redo': 'Redo',
	'edit.save': 'Save',
	'edit.saving': 'Saving…',
	'edit.saved': 'Saved. The screens show it already.',
	'edit.unsaved': 'There are unsaved changes',
	'edit.share': 'Copy link to this draft',
	'edit.shared': 'Link to the draft copied',
	'edit.fromLink': 'This draft comes from a link. Nothing is changed until you save.',
	'edit.badLink': 'The link holds no layout this version understands.',
	'edit.done': 'Show the board',
	'edit.failed': 'It could not be saved: the server does not answer. Your changes are still here.',
	'edit.invalid': 'It could not be saved. Look at:',
	'edit.conflict': 'Somebody else saved this board meanwhile',
	'edit.conflictText': 'Your changes are still here. What should count?',
	'edit.takeTheirs': 'Take theirs, drop mine',
	'edit.keepMine': 'Save mine over theirs',
	'edit.gone': 'The board was deleted meanwhile. Copy the link to the draft to keep your work.',
	'edit.moved': '{tile}: place {place} of {places}',
	'edit.removed': '{tile}: removed',
	'edit.resized': '{tile}: {width} wide, {height} high',
	'edit.tooTall': 'The board has {rows} rows; more than {most} cannot be read from afar.',

	'fault.required': 'is missing',
	'fault.too-long': 'is too long',
	'fault.out-of-range': 'is out of range',
	'fault.unknown-zone': 'is not a known time zone',
	'fault.duplicate': 'is there twice',
	'fault.too-tall': 'needs too many rows',
	'fault.invalid': 'is not valid',

	'error.title.404': 'There is nothing here',
	'error.text.404': 'The board or page was deleted or renamed. Go to the list of boards.',
	'error.title.500': 'Something went wrong',
	'error.text.500':
		'This page could not be prepared. It is tried again by itself when the server answers.',
	'error.home': 'To the boards',
	'error.retry': 'Try now',
	'error.id': 'Number of the fault: {id}'
} as const;
