import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AppError } from '../../platform/errors.js';
import { type Actor, setActor } from '../../platform/http/actor.js';
import { SessionRepository } from '../users/session.repository.js';
import { AccessTokens } from './access-tokens.js';

/** Finds out who calls. No token is fine here (operations say whom they let in), a bad one never is. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  readonly #tokens: AccessTokens;
  readonly #sessions: SessionRepository;

  constructor(tokens: AccessTokens, sessions: SessionRepository) {
    this.#tokens = tokens;
    this.#sessions = sessions;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const [req, res] = [http.getRequest<Request>(), http.getResponse<Response>()];
    res.vary('Authorization');
    const authorization = req.get('authorization');
    if (authorization === undefined) return true;
    const actor = await this.#actorOf(authorization);
    if (!actor) {
      res.set('WWW-Authenticate', 'Bearer error="invalid_token"');
      throw new AppError('unauthenticated', 'The access token is not valid.');
    }
    setActor(req, actor);
    res.set('Cache-Control', 'no-store');
    return true;
  }

  /** The token says which session; the database says whether it still counts, and for which role. */
  async #actorOf(authorization: string): Promise<Actor | undefined> {
    const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
    const claims = token === undefined ? undefined : this.#tokens.verify(token);
    return claims && this.#sessions.findActor(claims.sessionId, claims.userId);
  }
}
