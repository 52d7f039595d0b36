-- shop chat contact: A deletion sets no part of a key with tenant_id to null: the row goes with its contact..
set check_function_bodies = off;

ALTER TABLE "app"."shop_chats"
  DROP CONSTRAINT "shop_chats_tenant_id_contact_id_fkey";

ALTER TABLE "app"."shop_chats"
  ADD CONSTRAINT "shop_chats_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE CASCADE;
