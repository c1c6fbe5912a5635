import { Body, Controller, Module, Post } from '@nestjs/common';
import { Public } from '../platform/http/access.guard.js';

export class CreateCatDto {
  name!: string;
}

/** As many tutorials begin: nothing but the compiler says what a body is. */
@Controller('cats')
@Public()
export class CatsController {
  @Post()
  create(@Body() dto: CreateCatDto): object {
    return { stored: dto };
  }

  @Post('named')
  createNamed(@Body('name') name: string): object {
    return { name };
  }
}

@Module({ controllers: [CatsController] })
export class UncheckedModule {}
