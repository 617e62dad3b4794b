import express from 'express';
import {appName, type MetaApp} from './app.ts';
import {personName, type FacebookPage} from './facebook-pages.ts';
import {missingNode, type AuthorizedCall, type GraphAccess} from './graph-access.ts';
import {GraphError} from './graph-error.ts';
import type {GraphParts} from './graph.ts';
import {nonexistingField, selectFields, type Node} from './graph-nodes.ts';
import {nextUrl, pageOf} from './graph-paging.ts';
import {tokenIn, readParameters} from './graph-parameters.ts';
import {lifetimeMs, type AccessToken, type Scope} from './grants.ts';
import {Memory} from './memory.ts';
import {scenarioOf} from './scenarios.ts';

type PersonToken = Extract<AccessToken, {kind: 'messenger'}>;
type Call = Omit<AuthorizedCall, 'token'> & {token: PersonToken};

/** What Graph answers whoever comes with a token from the dialog for Pages. All else it leaves to others. */
export function createMessengerGraph(parts: GraphParts): express.RequestHandler {
  const {grants} = parts;
  const calls = express.Router();
  addPageLists(calls, parts);
  addSubscriptions(calls, parts);
  calls.get('/:id', (req, res) => {
    const call = authorize(parts.access, req);
    res.json(selectFields(nodeOf(parts, call, req.params.id), call.parameters.get('fields')));
  });
  return (req, res, next) => {
    const token = grants.findToken(tokenIn(req, readParameters(req)) ?? '');
    if (token?.kind === 'messenger') calls(req, res, next);
    else next();
  };
}

function authorize(access: GraphAccess, req: express.Request): Call {
  const {token, ...call} = access.authorize(req);
  if (token.kind !== 'messenger') throw new GraphError(190, 'Invalid OAuth access token.');
  return {...call, token};
}

/** Pages as they are listed: of the person, of their portfolio, of a system user. */
function addPageLists(calls: express.Router, parts: GraphParts): void {
  const {access, publicUrl} = parts;
  const list = (path: string, pagesOf: (call: Call, id: string) => readonly FacebookPage[]) =>
    calls.get(path, (req: express.Request<{id?: string}>, res) => {
      const call = authorize(access, req);
      const pages = pagesOf(call, req.params.id ?? 'me');
      const {page, paging} = pageOf(pages, call.parameters, (after) => nextUrl(req, publicUrl, after));
      const fields = call.parameters.get('fields');
      res.json({
        data: page.map((one) => selectFields(pageNode(parts, call.token, one), fields)),
        ...(paging && {paging}),
      });
    });

  list('/me/accounts', ({token}) => {
    if (isSystemUser(token)) throw nonexistingField('accounts', {type: 'SystemUser'});
    if (!token.scopes.includes('pages_show_list')) return [];
    // Pages of a portfolio only for whoever may see the portfolio.
    return token.pages.filter(({edge}) => edge === null || token.scopes.includes('business_management'));
  });
  list('/:id/assigned_pages', ({token}, id) => {
    if (id !== token.account.userId) throw missingNode(id);
    if (!isSystemUser(token)) throw nonexistingField('assigned_pages', {type: 'User'});
    return token.pages;
  });
  for (const edge of ['owned_pages', 'client_pages'] as const) {
    list(`/:id/${edge}`, ({token}, id) => {
      requirePermission(token, 'business_management');
      if (id !== token.account.portfolio.id) throw missingNode(id);
      return token.pages.filter((page) => page.edge === edge);
    });
  }
  calls.get('/me/businesses', (req, res) => {
    const {token} = authorize(access, req);
    requirePermission(token, 'business_management');
    res.json({data: [token.account.portfolio]});
  });
}

/** `/<page>/subscribed_apps`: whether the app hears of a Page. Only the Page's own token will do. */
function addSubscriptions(calls: express.Router, {access, app}: GraphParts): void {
  const subscribedFields = new Memory<string[]>(10_000);
  const authorizePage = (req: express.Request<{id: string}>) => {
    const call = authorize(access, req);
    const {id} = req.params;
    if (call.token.pageId !== id) {
      throw new GraphError(210, '(#210) A page access token is required to request this resource.');
    }
    requirePermission(call.token, 'pages_manage_metadata');
    return {...call, id};
  };
  calls.get('/:id/subscribed_apps', (req, res) => {
    const {id} = authorizePage(req);
    const fields = subscribedFields.get(id);
    res.json({data: fields ? [subscriptionOf(app, fields)] : []});
  });
  calls.post('/:id/subscribed_apps', (req, res) => {
    const {id, parameters} = authorizePage(req);
    const fields = parameters.get('subscribed_fields')?.split(',') ?? [];
    if (fields.length === 0) throw new GraphError(100, '(#100) The parameter subscribed_fields is required.');
    subscribedFields.set(id, fields);
    res.json({success: true});
  });
  calls.delete('/:id/subscribed_apps', (req, res) => {
    subscribedFields.delete(authorizePage(req).id);
    res.json({success: true});
  });
}

function subscriptionOf({appId}: MetaApp, fields: string[]): unknown {
  return {
    id: appId,
    link: `https://www.facebook.com/games/?app_id=${appId}`,
    name: appName,
    subscribed_fields: fields,
  };
}

function nodeOf(parts: GraphParts, {token}: Call, id: string): Node {
  const {account, pages, pageId} = token;
  const isSelf = id === 'me' || id === account.userId;
  if (isSelf && pageId === undefined) {
    return {type: 'User', fields: {id: account.userId, name: personName}, defaultFields: ['id', 'name']};
  }
  const page = pages.find((one) => one.id === (id === 'me' ? pageId : id));
  if (!page) throw missingNode(id);
  return pageNode(parts, token, page);
}

function pageNode({grants}: GraphParts, token: PersonToken, page: FacebookPage): Node {
  return {
    type: 'Page',
    fields: {
      id: page.id,
      name: page.name,
      category: 'Local business',
      tasks: ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'],
      access_token: grants.issueToken({...token, pages: [page], pageId: page.id}, token.settingNumber),
    },
    defaultFields: ['id', 'name'],
  };
}

/** `debug_token`'s view of a token from the dialog for Pages. */
export function describePersonToken(app: MetaApp, token: PersonToken, isExpired: boolean): unknown {
  const {account, pages, pageId, scopes, scenario} = token;
  const {state, targetIds} = scenarioOf(scenario).token ?? {};
  const ids = pages.map((page) => page.id);
  const lifetime = lifetimeMs(token);
  const isValid = !isExpired && (state === undefined || state === 'foreign_app');
  return {
    app_id: state === 'foreign_app' ? '400000000000099' : app.appId,
    type: pageId === undefined ? (isSystemUser(token) ? 'SYSTEM_USER' : 'USER') : 'PAGE',
    application: appName,
    is_valid: isValid,
    expires_at: lifetime === Infinity ? 0 : Math.floor((token.issuedAt + lifetime) / 1000),
    issued_at: Math.floor(token.issuedAt / 1000),
    user_id: account.userId,
    ...(pageId !== undefined && {profile_id: pageId}),
    scopes: [...scopes, 'public_profile'],
    granular_scopes: scopes.map((scope) => ({
      scope,
      ...(targetIds !== 'absent' && {
        target_ids: scope === 'business_management' ? [account.portfolio.id] : ids,
      }),
    })),
    ...(!isValid && {
      error: {code: 190, message: 'Error validating access token.', subcode: isExpired ? 463 : 467},
    }),
  };
}

function isSystemUser({scenario}: PersonToken): boolean {
  return scenarioOf(scenario).token?.type === 'SYSTEM_USER';
}

function requirePermission({scopes}: PersonToken, scope: Scope): void {
  if (scopes.includes(scope)) return;
  throw new GraphError(200, `(#200) Requires ${scope} permission to manage the object`);
}
