-- One thing that a webhook says, and the clinic and channel it is said to.
create type app.incoming_action as (tenant_id uuid, channel_id uuid, provider text, action jsonb);
