import {
  BadRequestException,
  Body,
  type CallHandler,
  type CanActivate,
  ConflictException,
  Controller,
  createParamDecorator,
  type DynamicModule,
  type ExecutionContext,
  Get,
  Header,
  HttpCode,
  Inject,
  Injectable,
  Module,
  type NestInterceptor,
  Param,
  ParseIntPipe,
  type PipeTransform,
  Post,
  Query,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { ApiProperty } from '@nestjs/swagger';
import { EventEmitter2, EventEmitterModule, OnEvent } from '@nestjs/event-emitter';
import { Interval, ScheduleModule } from '@nestjs/schedule';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import type { Request } from 'express';
import { map, type Observable } from 'rxjs';
import type { Repository } from 'typeorm';
import { Tag } from '../modules/tags/tag.entity.js';
import { Public } from '../platform/http/access.guard.js';

/** 1: a guard. */
@Injectable()
export class KeyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.switchToHttp().getRequest<Request>().get('x-key') === 'sesame';
  }
}

/** 2: an interceptor. */
@Injectable()
export class WrapInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data) => ({ wrapped: data })));
  }
}

/** 3: a pipe. */
@Injectable()
export class EvenPipe implements PipeTransform<number, number> {
  transform(value: number): number {
    if (value % 2 !== 0) throw new BadRequestException('Only even numbers are taken.');
    return value;
  }
}

/** A class that says what a body is, and a pipe of the method that sees to it. */
export class CreateCat {
  @ApiProperty()
  name!: string;
}

@Injectable()
export class CatPipe implements PipeTransform<unknown, unknown> {
  transform(value: unknown): unknown {
    if (value instanceof Object && 'name' in value && typeof value.name === 'string') return value;
    throw new BadRequestException('A cat has a name.');
  }
}

/** 4: a decorator of a parameter. */
export const Language = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<Request>().get('accept-language') ?? 'none',
);

/** 6: a scheduled task. */
@Injectable()
export class Ticker {
  ticks = 0;

  @Interval(20)
  tick(): void {
    this.ticks += 1;
  }
}

/** 7: an event and who listens to it. */
@Injectable()
export class Listener {
  heard: string[] = [];

  @OnEvent('snippet.said')
  hear(payload: { readonly text: string }): void {
    this.heard.push(payload.text);
  }
}

/** 8: a dynamic module. */
@Module({})
export class GreetingModule {
  static register(greeting: string): DynamicModule {
    return {
      module: GreetingModule,
      providers: [{ provide: 'GREETING', useValue: greeting }],
      exports: ['GREETING'],
    };
  }
}

/** 5: a controller without tags, and what the others are for. */
@Controller('snippets')
@Public()
export class SnippetsController {
  constructor(
    @Inject('GREETING') private readonly greeting: string,
    @Inject('CLOCK') private readonly clock: { readonly zone: string },
    @InjectRepository(Tag) private readonly tags: Repository<Tag>,
    private readonly config: ConfigService,
    private readonly events: EventEmitter2,
    private readonly listener: Listener,
    private readonly ticker: Ticker,
  ) {}

  @Get('guarded')
  @UseGuards(KeyGuard)
  guarded(): object {
    return { open: true };
  }

  @Get('wrapped')
  @UseInterceptors(WrapInterceptor)
  wrapped(): object {
    return { inside: true };
  }

  @Get('numbers/:number')
  even(@Param('number', ParseIntPipe, EvenPipe) number: number): object {
    return { half: number / 2 };
  }

  @Get('language')
  @Header('X-Snippet', 'yes')
  language(@Language() language: string): object {
    return { language };
  }

  @Get('ticks')
  ticks(): object {
    return { ticks: this.ticker.ticks };
  }

  @Post('said')
  @HttpCode(202)
  say(@Query('text') text: string): object {
    this.events.emit('snippet.said', { text });
    return { heard: this.listener.heard };
  }

  @Post('cats')
  @UsePipes(CatPipe)
  cat(@Body() cat: CreateCat): object {
    return { name: cat.name };
  }

  @Get('provided')
  async provided(): Promise<object> {
    const port = this.config.get<string>('PORT');
    return { greeting: this.greeting, zone: this.clock.zone, tags: await this.tags.count(), port };
  }

  @Get('conflict')
  conflict(): never {
    throw new ConflictException('Only three drafts each.');
  }

  @Get('broken')
  broken(): never {
    throw new Error('a secret of the inside');
  }
}

/** Nobody opened it: it is for signed-in users. */
@Controller('closed')
export class ClosedController {
  @Get()
  closed(): object {
    return { closed: false };
  }
}

/** 10: a controller with a version. */
@Controller({ path: 'snippets', version: '2' })
@Public()
export class VersionedController {
  @Get('wrapped')
  wrapped(): object {
    return { version: 2 };
  }
}

@Module({
  imports: [
    ScheduleModule.forRoot(),
    EventEmitterModule.forRoot(),
    GreetingModule.register('Good day'),
    TypeOrmModule.forFeature([Tag]),
  ],
  controllers: [VersionedController, SnippetsController, ClosedController],
  // 9: a provider of one's own.
  providers: [Ticker, Listener, { provide: 'CLOCK', useFactory: () => ({ zone: 'UTC' }) }],
})
export class SnippetsModule {}
