/*
 * The few functions of the C library that reading QR codes calls. A whole C library would bring files, locales and a
 * system to ask, and with them imports that a page would have to answer.
 */
#include <stdarg.h>
#include <stddef.h>

void __wasm_call_ctors(void); /* by the linker */

/* Run static constructors; to be called once, before anything else. */
void _initialize(void)
{
	__wasm_call_ctors();
}

/* Nothing ends here but with the page, so no destructor is ever run. */
int __cxa_atexit(void (*function)(void*), void* argument, void* library)
{
	(void)function, (void)argument, (void)library;
	return 0;
}

/* A trap, which JavaScript sees as a WebAssembly.RuntimeError. */
_Noreturn void abort(void)
{
	__builtin_trap();
}

/* How libc++abi ends the program: there is nowhere to print why. */
_Noreturn void __abort_message(const char* format, ...)
{
	(void)format;
	abort();
}

void* memchr(const void* memory, int wanted, size_t size)
{
	const unsigned char* at = memory;
	for (; size; ++at, --size)
		if (*at == (unsigned char)wanted)
			return (void*)at;
	return NULL;
}

int memcmp(const void* first, const void* second, size_t size)
{
	const unsigned char *a = first, *b = second;
	for (; size; ++a, ++b, --size)
		if (*a != *b)
			return *a - *b;
	return 0;
}

int strcmp(const char* first, const char* second)
{
	while (*first && *first == *second)
		++first, ++second;
	return (unsigned char)*first - (unsigned char)*second;
}

size_t strlen(const char* text)
{
	const char* end = text;
	while (*end)
		++end;
	return end - text;
}

size_t wcslen(const wchar_t* text)
{
	const wchar_t* end = text;
	while (*end)
		++end;
	return end - text;
}

int tolower(int letter)
{
	return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
}

/* Only the format by which JSON escapes a control character, \u%04X; anything else ends in abort. */
int snprintf(char* target, size_t size, const char* format, ...)
{
	if (strcmp(format, "\\u%04X") != 0 || size < 7)
		abort();
	va_list arguments;
	va_start(arguments, format);
	unsigned int value = va_arg(arguments, unsigned int);
	va_end(arguments);
	*target++ = '\\';
	*target++ = 'u';
	for (int shift = 12; shift >= 0; shift -= 4)
		*target++ = "0123456789ABCDEF"[(value >> shift) & 0xF];
	*target = '\0';
	return 6;
}

/* To the nearest whole number, halves away from zero. */
long lround(double value)
{
	double whole = __builtin_trunc(value);
	if (__builtin_fabs(value - whole) >= 0.5)
		whole += __builtin_copysign(1.0, value);
	return (long)whole;
}

long lroundf(float value)
{
	return lround(value);
}

static const double PI = 3.14159265358979323846;

/* The arc tangent for 0 <= tangent <= 1: three times the half angle, then its series. */
static double arc_tangent(double tangent)
{
	for (int halving = 0; halving < 3; ++halving)
		tangent /= 1 + __builtin_sqrt(1 + tangent * tangent);
	double square = tangent * tangent, sum = 0;
	for (int odd = 19; odd > 0; odd -= 2)
		sum = 1.0 / odd - square * sum;
	return 8 * tangent * sum;
}

double atan2(double y, double x)
{
	double up = __builtin_fabs(y), along = __builtin_fabs(x);
	double angle = up == along ? (up == 0 ? 0 : PI / 4)
				   : up < along ? arc_tangent(up / along)
								: PI / 2 - arc_tangent(along / up);
	if (__builtin_signbit(x))
		angle = PI - angle;
	return __builtin_copysign(angle, y);
}
