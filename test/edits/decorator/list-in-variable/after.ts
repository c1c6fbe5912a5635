const imports = [A, PostModule];
@Module({ imports })
export class AppModule {}
