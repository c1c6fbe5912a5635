@Module({ imports: [] })
class TestModule {}

@Module({ imports: [A, PostModule] })
export class AppModule {}
