print("citana")
