"""Networks built from layers: `fc_net` holds the fully-connected ones."""
