import type {Route} from '../route.ts';
import type {JsonSchema, Schemas} from './schemas.ts';

/** An OpenAPI 3.1 document, as far as ours goes. */
export interface OpenApi {
  openapi: string;
  info: {title: string; version: string; summary: string; license: {name: string; identifier: string}};
  servers: {url: string}[];
  tags: {name: string}[];
  paths: Record<string, PathItem>;
  webhooks: Record<string, PathItem>;
  components: {
    schemas: Schemas;
    headers: Record<string, Header>;
    securitySchemes: Record<Credential, SecurityScheme>;
  };
}

export type Verb = Lowercase<Route['method']>;
export type PathItem = Partial<Record<Verb, Operation>>;

export interface Operation {
  operationId: string;
  tags?: string[];
  summary: string;
  description?: string;
  /** Any one of them will do; none: nobody is asked who they are. */
  security: Partial<Record<Credential, []>>[];
  parameters: Parameter[];
  requestBody?: {required: boolean; content: Content};
  responses: Record<string, Answer>;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

export interface Answer {
  description: string;
  headers?: Record<string, Reference>;
  content?: Content;
}

export type Content = Record<string, {schema: JsonSchema; example?: unknown}>;

export interface Reference {
  $ref: string;
}

export interface Header {
  description: string;
  schema: JsonSchema;
}

export interface SecurityScheme {
  type: 'http';
  scheme: 'bearer';
  bearerFormat: string;
  description: string;
}

export type Credential = 'apiKey' | 'manageSession' | 'connectSession' | 'invitationToken';
