@Module({
  imports: [HealthModule, UsersModule, PostModule],
  providers: [AppService],
  exports: [AppService],
})
export class AppModule {}
