@Module({
	imports: [
		TypeOrmModule.forRoot({ a: 1 }), // db
		HealthModule // last
	]
})
export class AppModule {}
