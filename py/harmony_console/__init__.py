"""The staff console's views: what stands on the page is plain data, made here, drawn by the page's templates.

Everything but `edge` is ordinary Python, without a browser, a clock or chance: `now` is an argument, and what
a view needs of the page comes in through `page.Page`.
"""
