@Module({ imports: [Queue] })
export class Jobs {}
