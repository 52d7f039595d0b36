create sequence app.movement_numbers;
