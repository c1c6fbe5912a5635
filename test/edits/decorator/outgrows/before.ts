@Module({ imports: [HealthModule, UsersModule], providers: [AppService], exports: [AppService] })
export class AppModule {}
