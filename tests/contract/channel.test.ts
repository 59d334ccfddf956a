import { telegramEnd } from './channels/telegram.ts';
import { terminalEnd } from './channels/terminal.ts';
import { webEnd } from './channels/web.ts';
import { channelContract } from './channel.contract.ts';

channelContract('web', webEnd);
channelContract('telegram', telegramEnd);
channelContract('terminal', terminalEnd);
