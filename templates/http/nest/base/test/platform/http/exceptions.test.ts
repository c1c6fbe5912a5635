import {
  BadGatewayException,
  Body,
  ConflictException,
  Controller,
  Get,
  HttpException,
  Injectable,
  Module,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  type PipeTransform,
  Post,
  UsePipes,
} from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DatabaseModule } from '../../../src/database/database.module.js';
import { CoreModule } from '../../../src/platform/core/core.module.js';
import { HealthModule } from '../../../src/platform/health/health.module.js';
import { Public } from '../../../src/platform/http/access.guard.js';
import { requestPipeline } from '../../../src/platform/http/request-pipeline.js';
import { startApp, type TestApp } from '../../support/app.js';

@Injectable()
class Trimmed implements PipeTransform {
  transform(value: { readonly name: string }): object {
    return { name: value.name.trim() };
  }
}

class Cat {
  name!: string;
}

class CheckedCat {
  static readonly schema = z.strictObject({ name: z.string().max(3) });
  name!: string;
}

const failures = {
  conflict: new ConflictException('Only three drafts each.'),
  own: new HttpException({ status: 403, error: 'Not in this season.' }, 403),
  list: new HttpException({ message: ['a is odd', 'b is odd'] }, 400),
  plain: new NotFoundException(),
  gateway: new BadGatewayException('10.0.0.7 is down'),
};

@Controller('cats')
@Public()
class CatController {
  @Get('failures/:name')
  fail(@Param('name') name: keyof typeof failures): never {
    throw failures[name];
  }

  @Get(':id')
  get(@Param('id', ParseUUIDPipe) id: string): object {
    return { id };
  }

  @Post('trimmed')
  @UsePipes(Trimmed)
  trim(@Body() cat: Cat): object {
    return cat;
  }

  @Post('checked')
  check(@Body() cat: CheckedCat): object {
    return cat;
  }
}

@Controller({ path: 'elsewhere', host: 'cats.example' })
@Public()
class ElsewhereController {
  @Get()
  get(): object {
    return {};
  }
}

@Controller('hopes')
@Public()
class HopefulController {
  @Post()
  create(@Body() cat: Cat): object {
    return cat;
  }
}

const imports = [CoreModule, DatabaseModule, HealthModule];

@Module({
  imports,
  controllers: [CatController, ElsewhereController],
  providers: requestPipeline([]),
})
class CatModule {}

@Module({ imports, controllers: [HopefulController], providers: requestPipeline([]) })
class HopefulModule {}

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ parts: CatModule });
});
afterAll(() => app.close());

describe('an exception', () => {
  it.each([
    ['conflict', 409, 'Only three drafts each.'],
    ['own', 403, 'Not in this season.'],
    ['list', 400, 'a is odd; b is odd'],
    ['plain', 404, 'There is nothing here.'],
    ['gateway', 502, 'Bad Gateway'],
  ])('tells callers what is for them: %s', async (name, status, detail) => {
    const { body, type } = await app.http.get(`/api/v1/cats/failures/${name}`).expect(status);
    expect(type).toBe('application/problem+json');
    expect(body).toMatchObject({ status, detail });
  });

  it('that is our fault is logged', async () => {
    const before = app.logs.length;
    await app.http.get('/api/v1/cats/failures/conflict').expect(409);
    await app.http.get('/api/v1/cats/failures/gateway').expect(502);
    const failed = app.logs.slice(before).filter(({ msg }) => msg === 'request failed');
    expect(failed).toMatchObject([{ err: { message: '10.0.0.7 is down' } }]);
  });

  it('of a pipe has its message', async () => {
    const { body } = await app.http.get('/api/v1/cats/1').expect(400);
    expect(body).toMatchObject({ detail: 'Validation failed (uuid is expected)' });
  });

  it('of Express never quotes the request', async () => {
    const { text } = await app.http.get('/api/v1/cats/%FFhush').expect(400);
    expect(text).not.toContain('hush');
  });
});

describe('a path', () => {
  it('of another host is not there, rather than without its method', async () => {
    await app.http.get('/api/v1/elsewhere').set('Host', 'cats.example').expect(200);
    await app.http.get('/api/v1/elsewhere').expect(404);
    await app.http.delete('/api/v1/elsewhere').expect(405);
  });
});

describe('a body', () => {
  it('may be held against the schema of its class', async () => {
    await app.http.post('/api/v1/cats/checked').send({ name: 'Tom' }).expect(201, { name: 'Tom' });
    const { body } = await app.http.post('/api/v1/cats/checked').send({ name: 'Felix' });
    expect(body).toMatchObject({ status: 422, errors: [{ field: 'name' }] });
  });

  it('may be read by a pipe of its operation', async () => {
    const request = app.http.post('/api/v1/cats/trimmed').send({ name: ' Tom ' });
    await request.expect(201, { name: 'Tom' });
  });

  it('that nothing validates is an error at the start', async () => {
    const start = startApp({ parts: HopefulModule });
    await expect(start).rejects.toThrow('the body of HopefulController.create.');
  });
});
