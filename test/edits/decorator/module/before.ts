@Module({
  imports: [HealthModule],
  providers: [],
})
export class AppModule {}
