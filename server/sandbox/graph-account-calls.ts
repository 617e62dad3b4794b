import type express from 'express';
import type {GraphParts} from './graph.ts';
import {personNode, phoneNode, selectFields} from './graph-nodes.ts';
import {nextUrl, pageOf} from './graph-paging.ts';

/** What is read of portfolios, WhatsApp Business accounts and numbers. */
export function addAccountCalls(calls: express.Router, {access, onboarding, publicUrl}: GraphParts): void {
  calls.get('/me', (req, res) => {
    const {token, parameters} = access.authorize(req);
    res.json(selectFields(personNode(token), parameters.get('fields')));
  });

  calls.get('/:id', (req, res) => {
    const {node, parameters} = access.authorizeForNode(req);
    res.json(selectFields(node, parameters.get('fields')));
  });

  calls.get('/:id/phone_numbers', (req, res) => {
    const {waba, token, parameters} = access.authorizeForWaba(req, 'phone_numbers');
    const {page, paging} = pageOf(onboarding.phoneBook.phonesOf(waba), parameters, (after) =>
      nextUrl(req, publicUrl, after),
    );
    const nodes = page.map((phone) => phoneNode(token, phone, onboarding));
    const fields = parameters.get('fields');
    res.json({data: nodes.map((node) => selectFields(node, fields)), ...(paging && {paging})});
  });
}
