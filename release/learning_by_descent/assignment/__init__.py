"""The lab's package: layers and networks you write, and the tools that train and check them."""
