"""Flights to the moon: what should a seat cost?"""
