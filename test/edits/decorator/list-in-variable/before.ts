const imports = [A];
@Module({ imports })
export class AppModule {}
