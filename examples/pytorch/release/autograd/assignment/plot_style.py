"""How the pictures of the labs look: on white paper and on a dark screen alike.

The background is transparent and the text a grey that reads well on white and on black.
"""

INK = "#757575"
TRAIN, VAL = "#2f80d0", "#d9661f"
# Told apart by people who do not see all colours, too (after Okabe and Ito, 2008).
COLOURS = ("#2f80d0", "#d9661f", "#1b9e77", "#b05cc6", "#c9a200", "#d6336c", "#5aa9c9", "#8a6d3b")


def suit_any_background(figure):
    """Make a figure readable on a light background and on a dark one, and return it.

    Inputs:
    - figure: Matplotlib figure, complete with its titles, labels and legends; changed in place
    """
    figure.patch.set_alpha(0)
    if figure.get_suptitle():
        figure.suptitle(figure.get_suptitle(), color=INK)
    for axes in figure.axes:
        axes.set_facecolor("none")
        axes.tick_params(colors=INK, which="both")
        for text in (axes.title, axes.xaxis.label, axes.yaxis.label):
            text.set_color(INK)
        axes.spines[:].set_color(INK)
        legend = axes.get_legend()
        if legend:
            legend.get_frame().set(facecolor="none", edgecolor=INK)
            for text in legend.get_texts():
                text.set_color(INK)
    return figure
