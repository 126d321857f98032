/*
 * Text from bytes, in place of libzueci, whose tables of Chinese, Japanese and Korean character sets would be
 * half of what the library weighs on its way to a browser.
 *
 * A badge's text is ASCII. As in libzueci: ASCII, ISO 8859-1, UTF-8 and plain binary data. Of every other set
 * the ASCII half is kept, and each other byte becomes the replacement character.
 * ECI numbers: AIM ITS/04-023, Extended Channel Interpretations, part 3.
 */
#include "libzueci/zueci.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	ECI_LATIN_1_OBSOLETE = 1,
	ECI_LATIN_1 = 3,
	ECI_UTF_8 = 26,
	ECI_ASCII = 27,
	ECI_INVARIANT = 170,
	ECI_BINARY = 899,
};

static bool is_one_byte_set(int eci)
{
	return eci == ECI_LATIN_1_OBSOLETE || eci == ECI_LATIN_1 || eci == ECI_ASCII || eci == ECI_INVARIANT ||
		   eci == ECI_BINARY;
}

/* Length of the UTF-8 sequence that `text` begins with; 0 if it is no proper one (Unicode, table 3-7). */
static int utf8_length(const unsigned char* text, int available)
{
	unsigned char first = text[0];
	int length = 0;
	if (first < 0x80)
		length = 1;
	else if (first >= 0xC2 && first < 0xF5)
		length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
	if (length > available)
		return 0;
	for (int i = 1; i < length; ++i)
		if ((text[i] & 0xC0) != 0x80)
			return 0;
	bool overlong = (first == 0xE0 && text[1] < 0xA0) || (first == 0xF0 && text[1] < 0x90);
	bool surrogate = first == 0xED && text[1] >= 0xA0;
	bool beyond = first == 0xF4 && text[1] >= 0x90;
	return overlong || surrogate || beyond ? 0 : length;
}

/* Write a code point of the basic plane as UTF-8, if `target` is not NULL; returns its length. */
static int put(unsigned int code_point, unsigned char* target)
{
	int length = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : 3;
	if (target == NULL)
		return length;
	static const unsigned char lead[] = {0, 0x00, 0xC0, 0xE0};
	for (int i = length - 1; i > 0; --i, code_point >>= 6)
		target[i] = 0x80 | (code_point & 0x3F);
	target[0] = lead[length] | code_point;
	return length;
}

/* Convert; `target` is NULL to measure only. Returns the length in bytes. */
static int to_utf8(int eci, const unsigned char* source, int size, unsigned int replacement,
				   unsigned char* target)
{
	int written = 0;
	for (int at = 0; at < size;) {
		unsigned char* here = target ? target + written : NULL;
		int sequence = eci == ECI_UTF_8 ? utf8_length(source + at, size - at) : 0;
		if (sequence) {
			for (int i = 0; here && i < sequence; ++i)
				here[i] = source[at + i];
			written += sequence;
			at += sequence;
		} else {
			bool known = source[at] < 0x80 || is_one_byte_set(eci);
			written += put(known ? source[at] : replacement, here);
			++at;
		}
	}
	return written;
}

int zueci_dest_len_utf8(const int eci, const unsigned char src[], const int src_len,
						const unsigned int replacement_char, const unsigned int flags, int* p_dest_len)
{
	(void)flags;
	*p_dest_len = to_utf8(eci, src, src_len, replacement_char, NULL);
	return 0;
}

int zueci_eci_to_utf8(const int eci, const unsigned char src[], const int src_len,
					  const unsigned int replacement_char, const unsigned int flags, unsigned char dest[],
					  int* p_dest_len)
{
	(void)flags;
	*p_dest_len = to_utf8(eci, src, src_len, replacement_char, dest);
	return 0;
}
