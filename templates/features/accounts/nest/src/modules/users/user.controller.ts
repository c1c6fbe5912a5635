import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import { Only } from '../../platform/http/access.guard.js';
import type { Actor } from '../../platform/http/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { ifMatch } from '../../platform/http/etag.js';
import { idParams } from '../../platform/http/schemas.js';
import { type ListRequest, mapPage, type Page } from '../../platform/paging/list-request.js';
import {
  type UpdateUser,
  updateUserBody,
  userAccountSchema,
  userListQuery,
  userPageSchema,
} from './user.schema.js';
import { UserService } from './user.service.js';
import { userAccountView } from './user.view.js';

interface Id {
  readonly id: string;
}

type UserAccount = z.output<typeof userAccountSchema>;

const user = { description: 'The user.', standardSchema: userAccountSchema };

@ApiTags('Users')
@Controller('users')
export class UserController {
  readonly #users: UserService;

  constructor(users: UserService) {
    this.#users = users;
  }

  @Get()
  @Only('users:read')
  @ApiOperation({ operationId: 'listUsers', summary: 'List users' })
  @ApiOkResponse({ description: 'A page of users.', standardSchema: userPageSchema })
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: userListQuery }) query: ListRequest,
  ): Promise<Page<UserAccount>> {
    return mapPage(await this.#users.list(actor, query), userAccountView);
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getUser',
    summary: 'Get a user',
    description: 'Others than oneself need the permission users:read.',
  })
  @ApiOkResponse(user)
  async get(
    @CurrentActor() actor: Actor,
    @Param({ schema: idParams }) { id }: Id,
  ): Promise<UserAccount> {
    return userAccountView(await this.#users.get(actor, id));
  }

  @Patch(':id')
  @Only('admin')
  @ApiOperation({
    operationId: 'updateUser',
    summary: 'Change a user',
    description: 'Disabling somebody ends their sessions. Nobody demotes or disables themself.',
  })
  @ApiOkResponse(user)
  async update(
    @CurrentActor() actor: Actor,
    @Param({ schema: idParams }) { id }: Id,
    @Body({ schema: updateUserBody }) body: UpdateUser,
    @Req() req: Request,
  ): Promise<UserAccount> {
    const precondition = ifMatch(req, userAccountView);
    return userAccountView(await this.#users.update(actor, id, body, precondition));
  }

  @Delete(':id')
  @HttpCode(204)
  @Only('admin')
  @ApiOperation({ operationId: 'deleteUser', summary: 'Delete a user' })
  @ApiNoContentResponse({ description: 'They are gone.' })
  async remove(
    @CurrentActor() actor: Actor,
    @Param({ schema: idParams }) { id }: Id,
    @Req() req: Request,
  ): Promise<void> {
    await this.#users.remove(actor, id, ifMatch(req, userAccountView));
  }
}
