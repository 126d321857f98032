/*
 * The heap of a module that has one thread and owns its memory: two-level segregated fit (Masmano, Ripoll, Crespo,
 * Real: "TLSF: a new dynamic memory allocator for real-time systems", ECRTS 2004).
 *
 * A free block stands in the list of its size class, so malloc and free take the same short time whatever the heap
 * looks like. Free neighbours are joined at once, so frames of changing sizes leave no ruins.
 *
 * A block is a header and the caller's bytes; headers lie 8 bytes before a multiple of 16, so that what is handed
 * out has the alignment of max_align_t. The last block of the heap is a header alone.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PAGE = 65536,
	GRAIN = 16,            /* every block is a multiple of it */
	STEPS_LOG2 = 4,        /* 16 size classes from one power of two to the next */
	STEPS = 1 << STEPS_LOG2,
	SMALL = GRAIN * STEPS, /* below, each size is a class of its own */
	SMALL_LOG2 = 8,
	RANKS = 32 - SMALL_LOG2 + 1,
	HEADER = 8,
};

typedef struct Block {
	uint32_t before;     /* size of the block before this one; 0 for the first */
	uint32_t size;       /* of the whole block; its lowest bit is set while the block is free */
	struct Block* next;  /* neighbours in the list of the class, only while the block is free */
	struct Block* prior;
} Block;

static Block* lists[RANKS][STEPS];
static uint32_t ranks_with_free;
static uint16_t steps_with_free[RANKS];
static Block* last;
static size_t in_use;

static uint32_t size_of(const Block* block)
{
	return block->size & ~1u;
}

static bool is_free(const Block* block)
{
	return block->size & 1u;
}

static Block* after(Block* block)
{
	return (Block*)((char*)block + size_of(block));
}

static int log2_of(uint32_t size)
{
	return 31 - __builtin_clz(size);
}

typedef struct Class {
	int rank, step;
} Class;

static Class class_of(uint32_t size)
{
	if (size < SMALL)
		return (Class){0, size / GRAIN};
	int power = log2_of(size);
	return (Class){power - SMALL_LOG2 + 1, (size >> (power - STEPS_LOG2)) & (STEPS - 1)};
}

static void enlist(Block* block)
{
	Class class = class_of(block->size);
	Block** list = &lists[class.rank][class.step];
	block->size |= 1u;
	block->prior = NULL;
	block->next = *list;
	if (*list)
		(*list)->prior = block;
	*list = block;
	ranks_with_free |= 1u << class.rank;
	steps_with_free[class.rank] |= 1u << class.step;
}

static void delist(Block* block)
{
	block->size &= ~1u;
	if (block->next)
		block->next->prior = block->prior;
	if (block->prior) {
		block->prior->next = block->next;
		return;
	}
	Class class = class_of(block->size);
	lists[class.rank][class.step] = block->next;
	if (block->next)
		return;
	steps_with_free[class.rank] &= ~(1u << class.step);
	if (!steps_with_free[class.rank])
		ranks_with_free &= ~(1u << class.rank);
}

/* A free block of at least `size` bytes, or NULL: the first of its own class if that is large enough, otherwise the
 * first of a larger class. */
static Block* find(uint32_t size)
{
	Class class = class_of(size);
	Block* near = lists[class.rank][class.step];
	if (near && size_of(near) >= size)
		return near;
	uint32_t steps = steps_with_free[class.rank] & (~1u << class.step);
	if (!steps) {
		uint32_t ranks = ranks_with_free & (~1u << class.rank);
		if (!ranks)
			return NULL;
		class.rank = __builtin_ctz(ranks);
		steps = steps_with_free[class.rank];
	}
	return lists[class.rank][__builtin_ctz(steps)];
}

/* Make `block`, which is in no list, `size` bytes; what is left over becomes a free block. */
static void trim(Block* block, uint32_t size)
{
	uint32_t rest = block->size - size;
	if (!rest)
		return;
	block->size = size;
	Block* other = after(block);
	other->before = size;
	other->size = rest;
	after(other)->before = rest;
	enlist(other);
}

/* Give back a block that is in no list, joined with free neighbours. */
static void give_back(Block* block)
{
	Block* next = after(block);
	if (is_free(next)) {
		delist(next);
		block->size += next->size;
	}
	Block* before = (Block*)((char*)block - block->before);
	if (block->before && is_free(before)) {
		delist(before);
		before->size += block->size;
		block = before;
	}
	after(block)->before = block->size;
	enlist(block);
}

/* Take memory from the engine until a block of `size` bytes is free; false if it has no more. The heap begins where
 * memory ended at first; later pages follow on, since nothing else takes any. */
static bool grow(uint32_t size)
{
	uint32_t pages = (size + GRAIN) / PAGE + 1;
	size_t end = __builtin_wasm_memory_grow(0, pages);
	if (end == (size_t)-1)
		return false;
	Block* block = last ? last : (Block*)(end * PAGE + HEADER);
	block->size = pages * PAGE - (last ? 0 : GRAIN);
	last = after(block);
	last->before = block->size;
	last->size = 0;
	give_back(block);
	return true;
}

void* malloc(size_t bytes)
{
	if (bytes > UINT32_MAX / 2)
		return NULL;
	uint32_t size = (bytes + HEADER + GRAIN - 1) / GRAIN * GRAIN;
	Block* block = find(size);
	if (!block) {
		if (!grow(size))
			return NULL;
		block = find(size);
	}
	delist(block);
	trim(block, size);
	in_use += block->size;
	return (char*)block + HEADER;
}

void* calloc(size_t count, size_t bytes)
{
	if (bytes && count > UINT32_MAX / bytes)
		return NULL;
	char* memory = malloc(count * bytes);
	for (size_t i = 0; memory && i < count * bytes; ++i)
		memory[i] = 0;
	return memory;
}

void free(void* memory)
{
	if (!memory)
		return;
	Block* block = (Block*)((char*)memory - HEADER);
	in_use -= block->size;
	give_back(block);
}

/* For alignments up to malloc's own, which is all that exceptions ask for. */
void* aligned_alloc(size_t alignment, size_t bytes)
{
	return alignment <= GRAIN ? malloc(bytes) : NULL;
}

/* Bytes that are handed out, headers included. */
size_t heap_in_use(void)
{
	return in_use;
}
