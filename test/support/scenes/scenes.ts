import {elementScenes} from './element-scenes.ts';
import {managerScenes} from './manager-scenes.ts';
import {pageScenes} from './page-scenes.ts';
import type {Scene} from './scene.ts';

/** All that people see, in groups; a new one is a line in its list. */
export const scenes: Record<string, Scene[]> = {
  element: elementScenes,
  page: pageScenes,
  manager: managerScenes,
};
