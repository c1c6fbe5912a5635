import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';

/** Counts the requests of an address, whatever they ask for. */
@Injectable()
export class RequestLimitGuard extends ThrottlerGuard {
  protected override generateKey(_context: ExecutionContext, address: string): string {
    return `requests:${address}`;
  }
}
