print("tracegrid")
