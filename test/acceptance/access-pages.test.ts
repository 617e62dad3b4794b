import {pageScenes} from '../support/scenes/page-scenes.ts';
import {describeAccess} from './accessible.ts';

describeAccess('page', pageScenes, ['start', 'choose', 'PIN, wrong']);
