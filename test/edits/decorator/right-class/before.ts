@Module({ imports: [] })
class TestModule {}

@Module({ imports: [A] })
export class AppModule {}
