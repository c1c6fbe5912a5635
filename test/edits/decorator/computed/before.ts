@Module({ imports: load() })
export class AppModule {}
