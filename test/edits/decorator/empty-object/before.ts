@Module({})
export class AppModule {}
