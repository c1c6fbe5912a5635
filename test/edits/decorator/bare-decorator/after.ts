@Injectable({ scope: 'request' })
export class Jobs {}
