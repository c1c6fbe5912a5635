@Injectable
export class Jobs {}
