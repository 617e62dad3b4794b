import {z} from 'zod';
import {project, updateProjectBody} from '../contract/projects.ts';
import type {RouteGroup} from '../route.ts';
import {retrieveProject, updateProject} from './handlers.ts';

const wrapped = z.object({project});

export const projectRoutes: RouteGroup = {
  heading: 'Project',
  routes: [
    {
      method: 'GET',
      path: '/v1/project',
      access: 'manage',
      summary: 'Retrieve the project and its settings',
      answer: {status: 200, schema: wrapped},
      handler: retrieveProject,
    },
    {
      method: 'PATCH',
      path: '/v1/project',
      access: 'key',
      summary: "Change the project's settings, in both modes",
      description: 'What is left out stays as it is; `null` goes back to the default.',
      body: updateProjectBody,
      answer: {status: 200, schema: wrapped},
      handler: updateProject,
    },
  ],
};
