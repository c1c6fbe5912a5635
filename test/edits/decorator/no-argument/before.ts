@Module()
export class AppModule {}
