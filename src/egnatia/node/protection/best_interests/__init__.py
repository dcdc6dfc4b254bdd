"""What is best for a child: assessed before anything is done with it, determined by a panel before anything that lasts."""
