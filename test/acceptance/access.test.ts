import {elementScenes} from '../support/scenes/element-scenes.ts';
import {managerScenes} from '../support/scenes/manager-scenes.ts';
import {describeAccess} from './accessible.ts';

describeAccess('element', elementScenes, ['not connected', 'waiting', 'disconnect dialog']);
describeAccess('manager', managerScenes, [
  'list',
  'detail',
  'cancel dialog',
  'form, with problems',
  'figures',
]);
