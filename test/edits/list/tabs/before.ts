export const modules = [
	healthModule,
	userModule,
];
function f() {
	return 1;
}
