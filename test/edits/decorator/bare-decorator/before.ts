@Module
export class Jobs {}
