@Module({
	imports: [
		TypeOrmModule.forRoot({ a: 1 }), // db
		HealthModule, // last
		PostModule
	]
})
export class AppModule {}
