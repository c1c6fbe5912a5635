@Module({ imports: [PostModule] })
export class AppModule {}
