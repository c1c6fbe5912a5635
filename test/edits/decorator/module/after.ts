@Module({
  imports: [HealthModule, PostModule],
  providers: [],
})
export class AppModule {}
