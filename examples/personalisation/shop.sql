-- The shop's own tables, in MySQL.
CREATE DATABASE shop;
CREATE TABLE shop.customers (
  id INT PRIMARY KEY,
  name VARCHAR(80) NOT NULL,
  segment VARCHAR(20) NOT NULL
);
CREATE TABLE shop.products (
  id INT PRIMARY KEY,
  category VARCHAR(40) NOT NULL,
  name VARCHAR(120) NOT NULL,
  price DECIMAL(10,2) NOT NULL,
  stock INT NOT NULL
);
