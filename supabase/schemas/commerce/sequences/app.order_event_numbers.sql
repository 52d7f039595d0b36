create sequence app.order_event_numbers;
